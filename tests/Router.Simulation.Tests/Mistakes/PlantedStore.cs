using Router.Core.Store;
using Router.Simulation.Disk;
using Router.Simulation.World;

namespace Router.Simulation.Tests.Mistakes;

/// Plants a mistake between the engine and its store.
internal sealed class PlantedStore(Func<IOrderStore, SharedDisk, Place, IOrderStore> decorate) : Planted
{
    public override IOrderStore Store(IOrderStore honest, SharedDisk disk, Place place) => decorate(honest, disk, place);
}
