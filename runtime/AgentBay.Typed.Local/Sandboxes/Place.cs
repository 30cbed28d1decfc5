using Microsoft.Win32.SafeHandles;

namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>
/// A resolved path of a sandbox. <see cref="View"/> is what the session calls it; the host path works as long as this
/// object is not disposed.
/// </summary>
internal sealed class Place(string view, string hostPath, SafeFileHandle? directory = null) : IDisposable
{
    public string View { get; } = view;

    /// <summary>The directory that holds the entry, when it is pinned.</summary>
    public SafeFileHandle? Directory { get; } = directory;

    /// <summary>Does something with the host path; what goes wrong is told in the session's terms.</summary>
    public T Use<T>(Func<string, T> action)
    {
        try
        {
            return action(hostPath);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ToolException($"No such file or directory: {View}", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ToolException($"Permission denied: {View}", e);
        }
        catch (IOException e)
        {
            throw new ToolException(e.Message.Replace(hostPath, View, StringComparison.Ordinal), e);
        }
    }

    public void Use(Action<string> action) => Use(path =>
    {
        action(path);
        return true;
    });

    public void Dispose() => Directory?.Dispose();
}
