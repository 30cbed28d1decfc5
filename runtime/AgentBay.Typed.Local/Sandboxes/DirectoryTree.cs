using System.Diagnostics;

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

    /// <summary>
    /// Removes a directory and all that is in it, also what a session can make and .NET's own deletion stops at: paths
    /// beyond the system's limit, names that are no text, directories without permissions.
    /// </summary>
    /// <exception cref="IOException">Something is left.</exception>
    public static Task DeleteAsync(string path) => Task.Run(async () =>
    {
        if (!Directory.Exists(path)) return;
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (!OperatingSystem.IsWindows())
        {
            await RunAsync("chmod", "-R", "u+rwx", path);
            await RunAsync("rm", "-rf", path);
            if (Directory.Exists(path)) throw new IOException($"{path} could not be removed.", e);
        }
    });

    private static async Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Programs.Find(program) ?? program, arguments) { RedirectStandardError = true })!;
        await process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        await process.WaitForExitAsync();
    }
}
