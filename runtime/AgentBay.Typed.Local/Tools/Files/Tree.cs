using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Tools.Files;

internal static class Tree
{
    /// <summary>
    /// Everything below a directory, in order, without entering links. What is skipped is not entered either, nor is a
    /// directory that vanishes or may not be read.
    /// </summary>
    public static IEnumerable<Entry> Walk(SandboxFiles files, Entry directory, Func<Entry, bool> skip, CancellationToken cancellationToken)
    {
        foreach (var entry in TryList(files, directory))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (skip(entry)) continue;
            yield return entry;
            if (entry.Kind != EntryKind.Directory) continue;
            foreach (var inner in Walk(files, entry, skip, cancellationToken)) yield return inner;
        }
    }

    private static IReadOnlyList<Entry> TryList(SandboxFiles files, Entry directory)
    {
        try
        {
            return files.List(directory.View);
        }
        catch (ToolException)
        {
            return [];
        }
    }
}
