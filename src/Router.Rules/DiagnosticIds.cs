namespace Router.Rules;

/// The numbers of the findings; docs/diagnostics.md has a part for each.
public static class DiagnosticIds
{
    public const string NotJson = "RTR1001";
    public const string Limit = "RTR1002";
    public const string Comment = "RTR1003";
    public const string DuplicateName = "RTR1004";
    public const string UnknownName = "RTR1005";
    public const string Missing = "RTR1006";
    public const string WrongType = "RTR1007";
    public const string UnknownValue = "RTR1008";
    public const string UnknownTarget = "RTR1009";
    public const string Empty = "RTR1010";
    public const string EmptyRange = "RTR1011";
    public const string DuplicateRule = "RTR1012";
    public const string OperatorMisfit = "RTR1013";
    public const string AmountWithoutExponent = "RTR1014";
    public const string UnknownList = "RTR1015";
    public const string BadPattern = "RTR1016";
    public const string BadDate = "RTR1017";
    public const string BadWindow = "RTR1018";
    public const string BadWeight = "RTR1019";
    public const string BadCardBin = "RTR1021";
    public const string Contradiction = "RTR1022";
    public const string StickByWithoutSplit = "RTR1027";
    public const string ExpressionSyntax = "RTR1023";
    public const string ExpressionType = "RTR1024";
    public const string ExpressionBound = "RTR1025";
    public const string UnknownFunction = "RTR1026";
    public const string UnusedList = "RTR1101";
    public const string NotOverAbsent = "RTR1102";
    public const string OpenRegistries = "RTR1103";
    public const string NeverMatches = "RTR1104";
    public const string DeadBranch = "RTR1105";
    public const string HiddenRule = "RTR1106";
    public const string Tie = "RTR1107";
    public const string Expired = "RTR1108";
    public const string Repeated = "RTR1109";
    public const string WeightWithoutMeaning = "RTR1110";
    public const string RemovedTarget = "RTR1111";
    public const string BadBinRow = "RTR1201";
    public const string BadFactsLine = "RTR1301";
}
