using System.Globalization;
using System.Text;

namespace Router.Fuzz.Tests;

/// <summary>
/// Runs spoiled inputs through one door. ROUTER_FUZZ_CASES says how many, ROUTER_FUZZ_SEED where to begin; a failure names its seed and shows
/// its input.
/// </summary>
internal static class Fuzz
{
    private static readonly int? s_cases = Number("ROUTER_FUZZ_CASES");
    private static readonly int s_seed = Number("ROUTER_FUZZ_SEED") ?? 1;

    public static void Run(IReadOnlyList<byte[]> corpus, int cases, Action<byte[]> door) =>
        RunAsync(corpus, cases, (input, _) =>
        {
            door(input);
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();

    public static async Task RunAsync(IReadOnlyList<byte[]> corpus, int cases, Func<byte[], Random, Task> door)
    {
        var last = s_seed + (s_cases ?? cases);
        for (var seed = s_seed; seed < last; seed++)
        {
            var random = new Random(seed);
            var input = Mutation.Of(corpus, random);
            try
            {
                await door(input, random);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException(
                    $"Seed {seed} (ROUTER_FUZZ_SEED={seed} ROUTER_FUZZ_CASES=1): {error}{Environment.NewLine}Input, base64: {Convert.ToBase64String(input)}{Environment.NewLine}{Shown(input)}", error);
            }
        }
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Shown(byte[] input) => Encoding.UTF8.GetString(input, 0, Math.Min(input.Length, 2000));

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
