using AgentBay.Typed.Schema;

namespace AgentBay.Typed.Cli.Reports;

/// <summary>A line of the form that MSBuild and editors take apart.</summary>
internal static class MsBuildLine
{
    public static string Of(string path, int line, int column, string severity, Problem problem) =>
        $"{path}({line},{column}): {severity} {problem.Id}: {problem.Message}";
}
