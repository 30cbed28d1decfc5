namespace AgentBay.Typed.Protocol;

/// <summary>An action of the API (agentbay-wire 2).</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="IsRepeatable">
/// Whether a second request does no more than the first, so that it may be sent again when its answer was lost: it reads,
/// or it sets what it is told to.
/// </param>
/// <param name="HasKeyInQuery">Whether the API key travels in the query and not in the body (agentbay-wire 2.1).</param>
internal sealed record ApiAction(string Name, bool IsRepeatable = false, bool HasKeyInQuery = false)
{
    // Sessions.
    public static readonly ApiAction CreateMcpSession = new("CreateMcpSession");
    public static readonly ApiAction GetSession = new("GetSession", IsRepeatable: true);
    public static readonly ApiAction GetSessionDetail = new("GetSessionDetail", IsRepeatable: true);
    public static readonly ApiAction ListSession = new("ListSession", IsRepeatable: true);
    public static readonly ApiAction DeleteSessionAsync = new("DeleteSessionAsync", IsRepeatable: true);
    public static readonly ApiAction PauseSessionAsync = new("PauseSessionAsync");
    public static readonly ApiAction ResumeSessionAsync = new("ResumeSessionAsync");
    public static readonly ApiAction RefreshSessionIdleTime = new("RefreshSessionIdleTime", IsRepeatable: true);
    public static readonly ApiAction SetLabel = new("SetLabel", IsRepeatable: true);
    public static readonly ApiAction GetLabel = new("GetLabel", IsRepeatable: true);
    public static readonly ApiAction GetMcpResource = new("GetMcpResource", IsRepeatable: true);
    public static readonly ApiAction GetLink = new("GetLink", IsRepeatable: true);

    // Tools. Whether a call may be repeated is for the tool to say.
    public static readonly ApiAction CallMcpTool = new("CallMcpTool");
    public static readonly ApiAction CallRepeatableMcpTool = new("CallMcpTool", IsRepeatable: true);
    public static readonly ApiAction ListMcpTools = new("ListMcpTools", IsRepeatable: true);

    // Contexts.
    public static readonly ApiAction GetContext = new("GetContext", IsRepeatable: true);
    public static readonly ApiAction ListContexts = new("ListContexts", IsRepeatable: true);
    public static readonly ApiAction ModifyContext = new("ModifyContext", IsRepeatable: true);
    public static readonly ApiAction DeleteContext = new("DeleteContext");
    public static readonly ApiAction ClearContext = new("ClearContext");
    public static readonly ApiAction SyncContext = new("SyncContext", HasKeyInQuery: true);
    public static readonly ApiAction GetContextInfo = new("GetContextInfo", IsRepeatable: true);
    public static readonly ApiAction DescribeContextFiles = new("DescribeContextFiles", IsRepeatable: true);
    public static readonly ApiAction GetContextFileUploadUrl = new("GetContextFileUploadUrl", IsRepeatable: true);
    public static readonly ApiAction GetContextFileDownloadUrl = new("GetContextFileDownloadUrl", IsRepeatable: true);
    public static readonly ApiAction DeleteContextFile = new("DeleteContextFile");
    public static readonly ApiAction GetAndLoadInternalContext = new("GetAndLoadInternalContext", IsRepeatable: true);
    public static readonly ApiAction BindContexts = new("BindContexts");
    public static readonly ApiAction DescribeSessionContexts = new("DescribeSessionContexts", IsRepeatable: true);

    /// <summary>Whether the tool call around it has a trace of its own.</summary>
    public bool IsToolCall => Name == CallMcpTool.Name;

    public override string ToString() => Name;
}
