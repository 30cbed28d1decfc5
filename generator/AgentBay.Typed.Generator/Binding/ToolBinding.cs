using System.Collections.Generic;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Schema;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>What comes together while one tool is bound.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="TypePrefix">What the names of its types begin with.</param>
internal sealed record ToolBinding(string Name, string TypePrefix)
{
    public TypeNames TypeNames { get; } = new();

    public List<DeclaredType> Types { get; } = [];

    /// <summary>Problems of the capture.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>Problems of the overlay.</summary>
    public List<Problem> OverlayProblems { get; } = [];
}
