namespace Router.Core.Accounts;

/// <summary>Numbers of what can be wrong with accounts. RTR3001–RTR3022 are the shape findings RTR1001–RTR1022, told of an accounts file.</summary>
public static class AccountDiagnosticIds
{
    public const string BadFee = "RTR3050";
    public const string BadLimits = "RTR3051";
    public const string BadHours = "RTR3052";
    public const string DuplicateAccount = "RTR3053";
    public const string UnknownCurrency = "RTR3054";
    public const string BadDayLimits = "RTR3056";
    public const string BadId = "RTR3055";
    public const string ChannelNotLoaded = "RTR3101";
    public const string MethodNotOffered = "RTR3102";
    public const string CurrencyNotOffered = "RTR3103";
    public const string LimitsBeyondChannel = "RTR3104";
    public const string FeeForUnknownMethod = "RTR3105";
    public const string BadSettings = "RTR3106";
    public const string InlineSecret = "RTR3107";
    public const string NoSettingsExpected = "RTR3108";
}
