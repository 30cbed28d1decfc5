namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>
/// A place of a sandbox's file system. Without a host path it is hidden: the sandbox has something of its own there.
/// </summary>
internal sealed record Mount(string View, string? HostPath, bool IsWritable)
{
    public bool Contains(string view) =>
        View == "/" || view == View || (view.StartsWith(View, StringComparison.Ordinal) && view[View.Length] == '/');
}
