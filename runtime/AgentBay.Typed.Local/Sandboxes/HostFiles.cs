using Microsoft.Win32.SafeHandles;

namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>The machine's own files, for a session that is not isolated.</summary>
internal sealed class HostFiles(string home) : SandboxFiles(home)
{
    public override Place Locate(string path, bool forWriting = false)
    {
        var full = Path.GetFullPath(Absolute(path));
        return new Place(full, full);
    }

    public override Place Follow(string path, bool forWriting = false)
    {
        var link = Locate(path, forWriting);
        var target = link.Use(host => new FileInfo(host).LinkTarget is null ? null : File.ResolveLinkTarget(host, returnFinalTarget: true));
        return target is null ? link : new Place(link.View, target.FullName);
    }

    protected override SafeFileHandle OpenForReading(Place place, string host) =>
        File.OpenHandle(host, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    protected override SafeFileHandle OpenForWriting(Place place, string host, FileMode mode) =>
        File.OpenHandle(host, mode == FileMode.Append ? FileMode.OpenOrCreate : mode, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    protected override IEnumerable<Entry> List(Place place, string host) => ReadEntries(place.View, host);
}
