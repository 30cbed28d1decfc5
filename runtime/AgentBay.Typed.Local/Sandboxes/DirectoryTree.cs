namespace AgentBay.Typed.Local.Sandboxes;

internal static class DirectoryTree
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes a directory that nobody but this user can enter.</summary>
    public static string CreatePrivate(string path) =>
        (OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerOnly)).FullName;

    /// <summary>The path of a directory without any symbolic link in it.</summary>
    public static string RealPath(string path)
    {
        var full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is not { } parent) return full;
        var here = Path.Combine(RealPath(parent), Path.GetFileName(full));
        return Directory.ResolveLinkTarget(here, returnFinalTarget: true) is { } target ? RealPath(target.FullName) : here;
    }

    /// <summary>Removes a directory and all that is in it, directories included that were made inaccessible.</summary>
    public static Task DeleteAsync(string path) => Task.Run(() =>
    {
        if (!Directory.Exists(path)) return;
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (!OperatingSystem.IsWindows() && e is IOException or UnauthorizedAccessException)
        {
            MakeAccessible(path);
            Directory.Delete(path, recursive: true);
        }
    });

    private static void MakeAccessible(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, OwnerOnly);
        foreach (var child in new DirectoryInfo(path).EnumerateDirectories())
        {
            if (child.LinkTarget is null) MakeAccessible(child.FullName);
        }
    }
}
