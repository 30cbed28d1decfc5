using System.Runtime.CompilerServices;

namespace AgentBay.Typed.Cli.Tests.Support;

/// <summary>Files of this repository.</summary>
internal static class Repository
{
    public static string File(string path) => Path.GetFullPath(Path.Combine(ThisFolder(), "../../..", path));

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
