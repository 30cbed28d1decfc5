using AgentBay.Typed.Local.Sandboxes;
using AgentBay.Typed.Local.Tools;
using AgentBay.Typed.Local.Tools.Code;
using AgentBay.Typed.Local.Tools.Files;

namespace AgentBay.Typed.Local.Images;

/// <summary>What this machine can do for a session.</summary>
internal sealed record Machine(bool HasShell, IReadOnlyList<CodeLanguage> Languages)
{
    public static async Task<Machine> ExamineAsync(SandboxFactory sandboxes, CancellationToken cancellationToken)
    {
        await using var probe = await sandboxes.StartProbeAsync(cancellationToken);
        return new Machine(Programs.Find("sh") is not null, await CodeLanguage.FindAsync(probe, cancellationToken));
    }

    /// <summary>The tools for one session.</summary>
    public IEnumerable<ITool> CreateTools()
    {
        yield return new CreateDirectoryTool();
        yield return new DeleteFileTool();
        yield return new EditFileTool();
        yield return new GetFileChangeTool();
        yield return new GetFileInfoTool();
        yield return new ListDirectoryTool();
        yield return new MoveFileTool();
        yield return new ReadFileTool();
        yield return new ReadMultipleFilesTool();
        yield return new SearchFilesTool();
        yield return new WriteFileTool();
        if (HasShell) yield return new ShellTool();
        if (Languages.Count > 0) yield return new RunCodeTool(Languages);
        if (GetMetricsTool.IsSupported) yield return new GetMetricsTool();
    }
}
