namespace Router.Rules;

/// The facts of a payment that have a place of their own; metadata.* comes beside them.
public enum FactId
{
    Platform,
    Region,
    CardBank,
    CardType,
    CardBin,
    Currency,
    Method,
    Amount,
    Instalments,
    Merchant,
    Business,
    Carrier,
    Province,
    DeviceVendor,
    Tags,
    PayerSegment,
    Time,
}
