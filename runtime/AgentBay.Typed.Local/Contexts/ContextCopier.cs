using AgentBay.Typed.Local.Sandboxes;
using AgentBay.Typed.Local.Tools.Files;

namespace AgentBay.Typed.Local.Contexts;

/// <summary>
/// Copies a context into a session and back. The session's side goes through its file tools' own way to files, so a link
/// that the session plants leads nowhere else than it would lead the session itself; links are not followed on the way
/// back.
/// </summary>
internal static class ContextCopier
{
    private const UnixFileMode OwnerAccess = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111; // no set-user-id and the like

    /// <summary>Copies what lies in the session at a key and below into the context.</summary>
    /// <exception cref="Exception">The tools' or the file system's own; nothing half-written is left.</exception>
    public static async Task UploadAsync(Binding binding, string scope, SandboxFiles files, CancellationToken cancellationToken)
    {
        var context = binding.Context;
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in Entries(files, binding.PathOf(scope), cancellationToken))
        {
            if (binding.KeyOf(entry.View) is not { } key || !binding.Policy.Includes(key)) continue;
            present.Add(key);
            if (IsSame(context.Files.HostPath(key), entry)) continue;
            await context.Files.WriteAsync(key, stream => CopyOutAsync(files, entry, stream, cancellationToken));
        }

        if (scope.Length > 0 && present.Count == 0 && !binding.Known.Any(InScope)) throw new FileNotFoundException($"No such file or directory: {binding.PathOf(scope)}");
        foreach (var key in binding.Known.Where(InScope).Where(binding.Policy.Includes).Except(present).ToList())
        {
            binding.Known.Remove(key);
            if (binding.Policy.SyncsDeletions) context.Remove(key);
        }
        binding.Known.UnionWith(present);

        bool InScope(string key) => BayContext.IsAtOrBelow(key, scope);
    }

    /// <summary>Copies what the context holds at a key and below into the session.</summary>
    /// <exception cref="Exception">The tools' or the file system's own.</exception>
    public static async Task DownloadAsync(Binding binding, string scope, SandboxFiles files, CancellationToken cancellationToken)
    {
        var stored = binding.Context.Files;
        var uploads = binding.Context.Record.Uploads.ToHashSet(StringComparer.Ordinal);
        files.CreateDirectory(binding.Path);
        var keys = stored.Keys(scope).Where(binding.Policy.Includes).ToList();
        if (scope.Length > 0 && keys.Count == 0) throw new FileNotFoundException($"The context does not hold {binding.PathOf(scope)}");
        foreach (var key in keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (binding.Policy.Extracts && uploads.Contains(key) && key.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            {
                await ArchiveExtractor.ExtractAsync(stored.HostPath(key), binding.PathOf(binding.Policy.ExtractsInPlace ? FolderOf(key) : key[..^4]), files, cancellationToken);
                if (binding.Policy.DropsArchives) continue;
            }

            binding.Known.Add(key);
            var target = binding.PathOf(key);
            if (files.TryDescribe(target) is { } existing && IsSame(stored.HostPath(key), existing)) continue;
            await CopyInAsync(stored.HostPath(key), files, target, cancellationToken);
        }
    }

    private static string FolderOf(string key) => Path.GetDirectoryName(key) ?? "";

    private static IEnumerable<Entry> Entries(SandboxFiles files, string path, CancellationToken cancellationToken)
    {
        if (files.TryDescribeLink(path) is not { } start) return [];
        IEnumerable<Entry> entries = start.Kind == EntryKind.Directory ? Tree.Walk(files, start, _ => false, cancellationToken) : [start];
        return entries.Where(entry => entry.Kind == EntryKind.File);
    }

    private static bool IsSame(string host, Entry entry) =>
        new FileInfo(host) is { Exists: true } file && file.Length == entry.Size && file.LastWriteTimeUtc == entry.Modified.UtcDateTime;

    private static async Task CopyOutAsync(SandboxFiles files, Entry entry, FileStream target, CancellationToken cancellationToken)
    {
        await using var source = files.OpenRead(entry.View);
        await source.CopyToAsync(target, cancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(target.SafeFileHandle, (entry.Mode & Permissions) | OwnerAccess);
        File.SetLastWriteTimeUtc(target.SafeFileHandle, entry.Modified.UtcDateTime);
    }

    private static async Task CopyInAsync(string host, SandboxFiles files, string target, CancellationToken cancellationToken)
    {
        files.CreateDirectory(Path.GetDirectoryName(target)!);
        await using var source = File.OpenRead(host);
        await using var stream = (FileStream)files.OpenWrite(target, FileMode.Create);
        await source.CopyToAsync(stream, cancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(source.SafeFileHandle));
        File.SetLastWriteTimeUtc(stream.SafeFileHandle, File.GetLastWriteTimeUtc(source.SafeFileHandle));
    }
}
