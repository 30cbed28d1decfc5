using System.Globalization;

namespace AgentBay.Typed.Generator.Tests.Fuzzing;

/// <summary>How much is tried, and from which seed on: what the environment says, or the usual.</summary>
internal static class FuzzSettings
{
    public static int Cases(int usual) => Read("AGENTBAY_FUZZ_CASES", usual);

    public static int Seed(int usual) => Read("AGENTBAY_FUZZ_SEED", usual);

    private static int Read(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : usual;
}
