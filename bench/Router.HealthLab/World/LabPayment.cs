namespace Router.HealthLab.World;

/// <summary>One arrival, the same for every judge.</summary>
/// <param name="Number">From 0.</param>
/// <param name="At">Seconds since the start.</param>
/// <param name="Payer">Which of the payers.</param>
/// <param name="Bank">The payer's bank.</param>
/// <param name="Declines">True where the payer's own bank says no, wherever he is sent.</param>
internal readonly record struct LabPayment(long Number, double At, int Payer, int Bank, bool Declines);
