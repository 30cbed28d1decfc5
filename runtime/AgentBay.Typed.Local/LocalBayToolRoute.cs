namespace AgentBay.Typed.Local;

/// <summary>Which way to its tools a <see cref="LocalBay"/> offers a new session's client.</summary>
public enum LocalBayToolRoute
{
    /// <summary>The API, action <c>CallMcpTool</c>.</summary>
    Api,

    /// <summary>An address of the session's own, its <c>LinkUrl</c>; the API works as well.</summary>
    Link,
}
