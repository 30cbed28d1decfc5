namespace AgentBay.Typed.Local.Contexts;

/// <summary>A context that something still refers to was deleted.</summary>
internal sealed class ContextDeletedException(string contextId) : IOException($"The context {contextId} was deleted.")
{
    public string ContextId { get; } = contextId;
}
