using System.Text;
using AgentBay.Typed.Schema;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>Text files, read and written as a whole.</summary>
internal static class DiskFile
{
    /// <returns>Null where there is no such file.</returns>
    /// <exception cref="FileException">It is there and cannot be read.</exception>
    public static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileException.Of(path, Problems.UnreadableFile(e.Message));
        }
    }

    /// <summary>
    /// Writes the file anew, or not at all: the text goes to a file of its own beside it, which takes the place of the old
    /// one when it is complete on the disk. A link stays one; what it leads to is written.
    /// </summary>
    /// <exception cref="FileException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            string target = Target(path);
            string temporary = Temporary(target);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            RemoveLeftover(path);
            throw FileException.Of(path, Problems.UnwritableFile(e.Message));
        }
    }

    /// <summary>Removes what a writer that was ended in the middle left behind. One that is being written stays.</summary>
    public static void RemoveLeftover(string path)
    {
        try
        {
            string temporary = Temporary(Target(path));
            if (File.Exists(temporary))
                new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In use, or not to be removed; it is in nobody's way.
        }
    }

    private static string Target(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;

    // One name per file, so that the next writer takes it over.
    private static string Temporary(string target) => target + ".agentbay-typed.tmp";
}
