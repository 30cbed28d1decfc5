namespace AgentBay.Typed.Local.Contexts;

/// <summary>One copying of a context, as a caller sees it. Times are milliseconds since 1970.</summary>
internal sealed record CopyTask(string ContextId, string Path, string Type, long StartTime)
{
    public const string Upload = "upload";
    public const string Download = "download";

    private const string Running = "Running";
    private const string Success = "Success";
    private const string Failed = "Failed";

    public string Status { get; private init; } = Running;

    public string ErrorMessage { get; private init; } = "";

    public long FinishTime { get; private init; }

    public bool IsRunning => Status == Running;

    public CopyTask Finish(string? error, long time) => this with { Status = error is null ? Success : Failed, ErrorMessage = error ?? "", FinishTime = time };
}
