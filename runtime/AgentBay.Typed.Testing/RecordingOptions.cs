namespace AgentBay.Typed.Testing;

/// <summary>What must not get into a recording.</summary>
public sealed class RecordingOptions
{
    /// <summary>
    /// Texts to leave out wherever they occur, such as a password that a test uses. What looks like a credential is left
    /// out in any case: all values below names such as <c>token</c> or <c>password</c>, what is assigned to them in text,
    /// passwords in addresses, bearer tokens, well-known API keys, and the value of AGENTBAY_API_KEY.
    /// </summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}
