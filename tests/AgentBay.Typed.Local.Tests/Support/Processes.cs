using System.Globalization;
using System.Text;

namespace AgentBay.Typed.Local.Tests.Support;

public static class Processes
{
    /// <summary>The processes of this machine whose environment holds a text.</summary>
    public static IReadOnlyList<int> Carrying(string text)
    {
        var found = new List<int>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                if (Encoding.UTF8.GetString(File.ReadAllBytes($"{directory}/environ")).Contains(text, StringComparison.Ordinal)) found.Add(id);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // ended meanwhile, or none of ours
            }
        }
        return found;
    }

    /// <summary>R, S, D, T (stopped) or Z.</summary>
    public static char State(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        return stat[stat.LastIndexOf(')') + 2];
    }

    public static string CommandLine(int id) => File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ');

    public static bool Exists(int id) => Directory.Exists($"/proc/{id}");
}
