namespace Router.Core.Replay;

/// <summary>Names of the documents that the store keeps by hash, each written once and never changed.</summary>
public static class KeptDocuments
{
    /// <summary>A rule file as it was read.</summary>
    public static string Rules(string hash) => "rules/" + hash;

    /// <summary>facts.json as it was read.</summary>
    public static string Facts(string hash) => "facts/" + hash;

    /// <summary>bins.csv as it was read.</summary>
    public static string Bins(string hash) => "bins/" + hash;

    /// <summary>What routing needs of accounts and manifests, without their settings.</summary>
    public static string Catalog(string hash) => "catalog/" + hash;
}
