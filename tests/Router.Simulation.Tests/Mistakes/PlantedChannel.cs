using Router.Abstractions;
using Router.Simulation.Disk;

namespace Router.Simulation.Tests.Mistakes;

/// Plants a mistake between the engine and its channels.
internal sealed class PlantedChannel(Func<IChannel, SharedDisk, IChannel> decorate) : Planted
{
    public override IChannel Channel(IChannel honest, SharedDisk disk) => decorate(honest, disk);
}
