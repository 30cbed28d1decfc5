using System.Diagnostics;
using System.Diagnostics.Metrics;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed.Diagnostics;

/// <summary>
/// Traces and metrics, both under the name <c>AgentBay.Typed</c>, with the names of OpenTelemetry's semantic
/// conventions: tool execution (gen-ai 1.37, <c>execute_tool</c>) and HTTP clients (1.37). Arguments and results are
/// not recorded.
/// </summary>
internal static class Telemetry
{
    public const string Name = "AgentBay.Typed";

    private const string ToolOperation = "execute_tool";
    private const string Provider = "agentbay";

    private static readonly string Version = typeof(Telemetry).Assembly.GetName().Version!.ToString(3);
    private static readonly ActivitySource Traces = new(Name, Version);
    private static readonly Meter Meter = new(Name, Version);

    private static readonly Histogram<double> ToolDuration = Meter.CreateHistogram<double>(
        "gen_ai.client.operation.duration",
        "s",
        "How long tool calls took.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92] });

    private static readonly Counter<long> RetryCount = Meter.CreateCounter<long>(
        "agentbay.client.retries", "{retry}", "How many requests were sent again.");

    /// <summary>Begins the trace of a tool call; null when nobody listens.</summary>
    public static Activity? StartTool(ToolDescriptor tool, string sessionId)
    {
        if (!Traces.HasListeners())
            return null;
        Activity? activity = Traces.StartActivity($"{ToolOperation} {tool.Name}", ActivityKind.Internal);
        activity?.SetTag("gen_ai.operation.name", ToolOperation);
        activity?.SetTag("gen_ai.provider.name", Provider);
        activity?.SetTag("gen_ai.tool.name", tool.Name);
        activity?.SetTag("gen_ai.tool.type", "extension");
        activity?.SetTag("agentbay.session.id", sessionId);
        return activity;
    }

    /// <summary>Ends the trace of a tool call, and counts its duration.</summary>
    public static void EndTool(Activity? activity, ToolDescriptor tool, string route, TimeSpan elapsed, ToolResult? result, Exception? exception)
    {
        string? error = exception is not null ? ErrorType(exception) : result!.IsError ? "tool_error" : null;
        if (activity is not null)
        {
            activity.SetTag("agentbay.route", route);
            activity.SetTag("agentbay.request.id", result?.RequestId ?? (exception as AgentBayException)?.RequestId);
            SetError(activity, error);
        }

        if (!ToolDuration.Enabled)
            return;
        TagList tags = new() { { "gen_ai.operation.name", ToolOperation }, { "gen_ai.provider.name", Provider }, { "gen_ai.tool.name", tool.Name }, { "agentbay.route", route } };
        if (error is not null)
            tags.Add("error.type", error);
        ToolDuration.Record(elapsed.TotalSeconds, tags);
    }

    /// <summary>Begins the trace of an action of the API; null when nobody listens.</summary>
    public static Activity? StartAction(ApiAction action, Uri endpoint)
    {
        if (!Traces.HasListeners())
            return null;
        Activity? activity = Traces.StartActivity(action.Name, ActivityKind.Client);
        activity?.SetTag("http.request.method", "POST");
        activity?.SetTag("server.address", endpoint.Host);
        activity?.SetTag("server.port", endpoint.Port);
        return activity;
    }

    public static void Answered(Activity? activity, ApiReply reply)
    {
        activity?.SetTag("http.response.status_code", (int)reply.Status);
        activity?.SetTag("agentbay.request.id", reply.RequestId);
    }

    public static void Failed(Activity? activity, AgentBayException exception)
    {
        if (activity is null)
            return;
        if (exception.StatusCode is { } status)
            activity.SetTag("http.response.status_code", (int)status);
        activity.SetTag("agentbay.request.id", exception.RequestId);
        SetError(activity, ErrorType(exception));
    }

    public static void Retried(string action, Exception? exception) => RetryCount.Add(
        1,
        new KeyValuePair<string, object?>("agentbay.action", action),
        new KeyValuePair<string, object?>("error.type", ErrorType(exception)));

    // Without the message, in which an answer may stand.
    private static void SetError(Activity activity, string? error)
    {
        if (error is null)
            return;
        activity.SetTag("error.type", error);
        activity.SetStatus(ActivityStatusCode.Error);
    }

    private static string? ErrorType(Exception? exception) =>
        exception is AgentBayException { Code: var code } ? code : exception?.GetType().FullName;
}
