namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>Where the programs of this machine are.</summary>
internal static class Programs
{
    public const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public static string? Find(string name) =>
        $"{Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}{DefaultPath}"
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
}
