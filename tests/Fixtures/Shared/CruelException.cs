namespace Fixture;

/// <summary>Its message blocks for so many milliseconds, and then throws another of its kind.</summary>
internal sealed class CruelException(int blocks) : Exception
{
    public override string Message
    {
        get
        {
            Thread.Sleep(blocks);
            throw new CruelException(0);
        }
    }
}
