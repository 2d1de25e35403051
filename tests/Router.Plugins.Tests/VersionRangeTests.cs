namespace Router.Plugins.Tests;

public sealed class VersionRangeTests
{
    [Theory]
    [InlineData("[0.1,1.0)", "0.1.0", true)]
    [InlineData("[0.1,1.0)", "0.9.9", true)]
    [InlineData("[0.1,1.0)", "1.0.0", false)]
    [InlineData("(0.1,1.0]", "0.1.0", false)]
    [InlineData("(0.1,1.0]", "1.0.0", true)]
    [InlineData("[1.2.3]", "1.2.3", true)]
    [InlineData("[1.2.3]", "1.2.4", false)]
    [InlineData("[1,)", "7.0.0", true)]
    [InlineData("(,2)", "1.9.0", true)]
    [InlineData("(,2)", "2.0.0", false)]
    public void Contains_AsWritten(string range, string version, bool contained) =>
        VersionRange.TryParse(range)!.Contains(VersionRange.TryParseVersion(version)!).Should().Be(contained);

    [Theory]
    [InlineData("")]
    [InlineData("1.0")]
    [InlineData("[]")]
    [InlineData("(1.0)")]
    [InlineData("[2,1]")]
    [InlineData("[1,2,3]")]
    [InlineData("[1.2.3.4]")]
    [InlineData("[-1,2]")]
    [InlineData("[a,b]")]
    public void TryParse_WhatIsNoRange_IsNull(string text) => VersionRange.TryParse(text).Should().BeNull();
}
