using Router.Simulation.Faults;
using Router.Simulation.World;

namespace Router.Simulation.Banking;

/// <summary>Brings notifications to whichever node answers: lost, twice, late and out of order, and again until it is acknowledged.</summary>
internal sealed class Post(SimWorld world, FaultPlan faults, Draw draw, Books books)
{
    private static readonly double[] s_pauses = [1, 4, 15, 30, 60, 180, 600, 1800, 3600, 7200, 14400];

    /// <summary>Hands a letter to a node; true: it was acknowledged.</summary>
    public required Func<Bank, Letter, Task<bool>> Deliver { get; init; }

    public void Tell(Bank bank, Letter letter)
    {
        var first = faults.Draws(FaultKind.NotificationFirst, draw) ? TimeSpan.Zero : faults.Draws(FaultKind.NotificationLate, draw) ? draw.Between(10, 900) : draw.Between(0.3, 3);
        Try(bank, letter, first, 0);
        if (faults.Draws(FaultKind.NotificationDuplicate, draw)) Try(bank, letter, draw.Between(0.1, 120), 0);
    }

    private static void Forget(Task task) => _ = task;

    private void Try(Bank bank, Letter letter, TimeSpan delay, int tries)
    {
        books.Coming++;
        world.After(delay, () =>
        {
            if (faults.Draws(FaultKind.NotificationLost, draw)) Again(bank, letter, tries);
            else Forget(HandOverAsync(bank, letter, tries));
        });
    }

    private async Task HandOverAsync(Bank bank, Letter letter, int tries)
    {
        if (await Deliver(bank, letter)) books.Coming--;
        else Again(bank, letter, tries);
    }

    // A forger does not come again.
    private void Again(Bank bank, Letter letter, int tries)
    {
        books.Coming--;
        if (letter.IsSigned && tries < s_pauses.Length) Try(bank, letter, TimeSpan.FromSeconds(s_pauses[tries]), tries + 1);
    }
}
