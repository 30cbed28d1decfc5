namespace AgentBay.Typed.Protocol;

/// <summary>What was tried, and where: the words of a failure's message.</summary>
/// <param name="Action">What was tried.</param>
/// <param name="Address">Where.</param>
/// <param name="Advice">What to look at when nobody sensible is there.</param>
/// <param name="KeyAdvice">What to look at when one is not let in.</param>
/// <param name="TimeoutOption">What allows more time.</param>
internal readonly record struct Destination(string Action, Uri Address, string Advice, string KeyAdvice, string TimeoutOption)
{
    public string Host => Address.Authority;

    public static Destination Api(ApiAction action, Uri endpoint) => new(
        action.Name,
        endpoint,
        "Is AGENTBAY_ENDPOINT an AgentBay gateway, and does the network lead there?",
        "Check the API key (AGENTBAY_API_KEY).",
        action.IsToolCall ? "AgentBayOptions.ToolTimeout" : "AgentBayOptions.Timeout");

    public static Destination Session(Uri address) => new(
        "callTool",
        address,
        "Does the network lead to the session's own address?",
        "The session's token may have expired: get the session again (GetSessionAsync).",
        "AgentBayOptions.ToolTimeout");

    public static Destination Store(string action, Uri address) => new(
        action,
        address,
        "Does the network lead to the store's address?",
        "The address may have expired: ask for the file again.",
        "AgentBayOptions.Timeout");
}
