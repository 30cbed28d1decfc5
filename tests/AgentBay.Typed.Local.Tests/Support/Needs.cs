namespace AgentBay.Typed.Local.Tests.Support;

/// <summary>A fact that is skipped, visibly, where bubblewrap is missing.</summary>
public sealed class BubblewrapFactAttribute : FactAttribute
{
    public BubblewrapFactAttribute()
    {
        if (!Machine.Has("bwrap")) Skip = "bubblewrap is not installed";
    }
}

/// <summary>A theory that is skipped, visibly, where bubblewrap is missing.</summary>
public sealed class BubblewrapTheoryAttribute : TheoryAttribute
{
    public BubblewrapTheoryAttribute()
    {
        if (!Machine.Has("bwrap")) Skip = "bubblewrap is not installed";
    }
}

/// <summary>A fact that is skipped, visibly, where python3 is missing.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        if (!Machine.Has("python3")) Skip = "python3 is not installed";
    }
}

/// <summary>A theory that is skipped, visibly, where python3 is missing.</summary>
public sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute()
    {
        if (!Machine.Has("python3")) Skip = "python3 is not installed";
    }
}

/// <summary>A fact that is skipped, visibly, where node is missing.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!Machine.Has("node")) Skip = "node is not installed";
    }
}

internal static class Machine
{
    public static bool Has(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/bin:/bin:/usr/local/bin".Split(':').Any(directory => File.Exists(Path.Combine(directory, program)));
}
