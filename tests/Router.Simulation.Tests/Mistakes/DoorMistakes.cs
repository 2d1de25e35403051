using Router.Abstractions;
using Router.Core.Notifications;
using Router.Core.Store;
using Router.Simulation.Banking;
using Router.Simulation.Disk;
using Router.Simulation.Nodes;
using Router.Simulation.World;

namespace Router.Simulation.Tests.Mistakes;

/// What goes wrong where something is acknowledged before it is done, or believed before it is proved.
internal static class DoorMistakes
{
    /// Acknowledged at once and worked on from memory.
    internal sealed class NotificationKeptInMemory : Planted
    {
        public override Task<NotificationAnswer> ReceiveAsync(SimNode node, string channel, string account, InboundNotification notification)
        {
            _ = LaterAsync(node, channel, account, notification);
            return Task.FromResult(new NotificationAnswer(new(200), null));
        }

        private static async Task LaterAsync(SimNode node, string channel, string account, InboundNotification notification)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), node.Clock);
            await node.Intake.ReceiveAsync(channel, account, notification);
        }
    }

    internal sealed class AcknowledgedBeforeSync : Planted
    {
        public override IOrderStore Store(IOrderStore honest, SharedDisk disk, Place place)
        {
            disk.AcknowledgesEarly = true;
            return honest;
        }
    }

    /// What is told of a refund that has ended is old news.
    internal sealed class FinalRefundsNotHeardOf : Planted
    {
        private SharedDisk? _disk;

        public override IOrderStore Store(IOrderStore honest, SharedDisk disk, Place place)
        {
            _disk = disk;
            return honest;
        }

        public override Task<NotificationAnswer> ReceiveAsync(SimNode node, string channel, string account, InboundNotification notification) =>
            Letter.Read(notification, account, isWeak: true).Events is [{ RefundNumber: { } number }] && _disk!.Orders.FindRefundByNumberAsync(number).Result() is { IsFinal: true }
                ? Task.FromResult(new NotificationAnswer(new(200), null))
                : base.ReceiveAsync(node, channel, account, notification);
    }

    internal sealed class WeakSchemeBelieved : Planted
    {
        public override IReadOnlyList<ChannelManifest> Channels(IReadOnlyList<ChannelManifest> honest) =>
            [.. honest.Select(c => c with { WeakNotifications = false })];
    }
}
