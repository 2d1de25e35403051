using Router.Abstractions;
using Router.Core.Notifications;
using Router.Core.Store;
using Router.Simulation.Disk;
using Router.Simulation.Nodes;
using Router.Simulation.World;

namespace Router.Simulation;

/// <summary>
/// A mistake planted at the engine's ports, to see whether the checks notice. This one plants nothing; the tests have the others. It
/// stands outside the engine, so no user can switch one on.
/// </summary>
internal class Planted
{
    public virtual IReadOnlyList<ChannelManifest> Channels(IReadOnlyList<ChannelManifest> honest) => honest;

    public virtual IOrderStore Store(IOrderStore honest, SharedDisk disk, Place place) => honest;

    public virtual IChannel Channel(IChannel honest, SharedDisk disk) => honest;

    public virtual Task<NotificationAnswer> ReceiveAsync(SimNode node, string channel, string account, InboundNotification notification) =>
        node.Intake.ReceiveAsync(channel, account, notification);
}
