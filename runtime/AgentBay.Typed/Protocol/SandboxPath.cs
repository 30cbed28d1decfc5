namespace AgentBay.Typed.Protocol;

/// <summary>Paths inside a session, which may be Linux or Windows, whatever the machine here is.</summary>
internal static class SandboxPath
{
    public static bool IsAbsolute(string path) => path.StartsWith('/') || path is [>= 'A' and <= 'Z' or >= 'a' and <= 'z', ':', ..];
}
