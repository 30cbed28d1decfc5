using System.IO.Compression;
using AgentBay.Typed.Local.Sandboxes;

namespace AgentBay.Typed.Local.Contexts;

/// <summary>Unpacks a zip archive into a session.</summary>
internal static class ArchiveExtractor
{
    // A small archive can hold the promise of a very large content.
    private const long MaximumSize = 2L * 1024 * 1024 * 1024;
    private const int MaximumEntries = 100_000;

    /// <exception cref="InvalidDataException">It is no such archive, or one that leads out of its folder or is too large.</exception>
    public static async Task ExtractAsync(string archivePath, string folder, SandboxFiles files, CancellationToken cancellationToken)
    {
        await using var archive = await ZipFile.OpenReadAsync(archivePath, cancellationToken);
        var name = Path.GetFileName(archivePath);
        if (archive.Entries.Count > MaximumEntries) throw new InvalidDataException($"{name} holds more than {MaximumEntries} entries.");

        var left = MaximumSize;
        foreach (var entry in archive.Entries)
        {
            var parts = entry.FullName.Replace('\\', '/').Split('/');
            if (parts.Contains("..") || entry.FullName.StartsWith('/')) throw new InvalidDataException($"{name} holds an entry that leads out of it: {entry.FullName}");

            var target = $"{folder}/{string.Join('/', parts)}";
            if (parts[^1].Length == 0)
            {
                files.CreateDirectory(target.TrimEnd('/'));
                continue;
            }
            files.CreateDirectory(Path.GetDirectoryName(target)!);
            await using var source = await entry.OpenAsync(cancellationToken);
            await using var stream = files.OpenWrite(target, FileMode.Create);
            left = await CopyAsync(source, stream, left, cancellationToken);
            if (left < 0) throw new InvalidDataException($"{name} holds more than {MaximumSize} bytes.");
        }
    }

    private static async Task<long> CopyAsync(Stream source, Stream target, long left, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while (left >= 0 && (read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            left -= read;
        }
        return left;
    }
}
