namespace AgentBay.Typed.Cli.Tests.Support;

/// <summary>A fact about a disk that is full, which bubblewrap mounts for it; skipped, visibly, where bubblewrap is missing.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!File.Exists("/usr/bin/bwrap"))
            Skip = "bubblewrap is not installed";
    }
}
