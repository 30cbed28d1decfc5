using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace AgentBay.Typed.Generator.Tests.Infrastructure;

/// <summary>
/// Compares output with a file in Snapshots, by the conventions of Verify: <c>Class.Method#hint.verified.cs</c>; on a
/// difference the output is written beside it as <c>.received.cs</c>. To accept it, rename it.
/// </summary>
internal static class Snapshot
{
    public static void Verify(string output, string hint, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string name = Path.Combine(Path.GetDirectoryName(file)!, "Snapshots", $"{Path.GetFileNameWithoutExtension(file)}.{method}#{hint}");
        string verified = name + ".verified.cs";
        string received = name + ".received.cs";
        string? expected = File.Exists(verified) ? File.ReadAllText(verified) : null;
        if (expected == output)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, output);
        throw new XunitException(expected is null
            ? $"There is no snapshot yet. If {received} is right, rename it to {verified}."
            : $"The output differs from {verified}. If {received} is right, let it take its place. First difference: {FirstDifference(expected, output)}");
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] before = expected.Split('\n');
        string[] after = actual.Split('\n');
        int line = Enumerable.Range(0, Math.Max(before.Length, after.Length))
            .First(i => i >= before.Length || i >= after.Length || before[i] != after[i]);
        return $"line {line + 1}: '{before.ElementAtOrDefault(line)}' became '{after.ElementAtOrDefault(line)}'";
    }
}
