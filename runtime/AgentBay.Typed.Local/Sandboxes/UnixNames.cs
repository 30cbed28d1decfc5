using System.Globalization;

namespace AgentBay.Typed.Local.Sandboxes;

/// <summary>Names of users and groups; a number without a name stays a number.</summary>
internal static class UnixNames
{
    public static string User(uint id) => Name("/etc/passwd", id);

    public static string Group(uint id) => Name("/etc/group", id);

    private static string Name(string file, uint id)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        if (!File.Exists(file)) return number;
        // name:password:id:...
        var line = File.ReadLines(file).Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 2 && fields[2] == number);
        return line is null ? number : line[0];
    }
}
