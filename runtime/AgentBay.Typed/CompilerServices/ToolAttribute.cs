using System.ComponentModel;

namespace AgentBay.Typed.CompilerServices;

/// <summary>Says which tool a generated method calls, so that analyzers know. For generated code.</summary>
/// <param name="name">The tool's name.</param>
/// <param name="arguments">The names of its arguments, in the order of the method's parameters.</param>
[AttributeUsage(AttributeTargets.Method)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ToolAttribute(string name, params string[] arguments) : Attribute
{
    /// <summary>The tool's name.</summary>
    public string Name { get; } = name;

    /// <summary>The names of its arguments, in the order of the method's parameters.</summary>
    public IReadOnlyList<string> Arguments { get; } = arguments;

    /// <summary>Whether the server says that the tool may overwrite or delete what is there.</summary>
    public bool IsDestructive { get; init; }
}
