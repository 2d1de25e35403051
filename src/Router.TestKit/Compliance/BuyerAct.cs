namespace Router.TestKit.Compliance;

/// <summary>What the buyer does at the provider.</summary>
public enum BuyerAct
{
    /// <summary>Pays; where the method has a second step, approves it.</summary>
    Pay,

    /// <summary>Tries with a card or balance that is refused.</summary>
    FailToPay,
}
