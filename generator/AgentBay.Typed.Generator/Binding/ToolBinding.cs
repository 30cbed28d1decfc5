using System;
using System.Collections.Generic;
using System.Threading;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Schema;

namespace AgentBay.Typed.Generator.Binding;

/// <summary>What comes together while one tool is bound.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="TypePrefix">What the names of its types begin with.</param>
/// <param name="CancellationToken">Tells that nobody waits for the tool any more.</param>
internal sealed record ToolBinding(string Name, string TypePrefix, CancellationToken CancellationToken)
{
    private readonly Queue<Action> _later = [];

    public TypeNames TypeNames { get; } = new();

    public TypeTable Types { get; } = new();

    /// <summary>Problems of the capture.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>Problems of the overlay.</summary>
    public List<Problem> OverlayProblems { get; } = [];

    /// <summary>The name of a new type while it is bound; the types keep the order in which they are named.</summary>
    /// <param name="wanted">The name that is wanted.</param>
    /// <param name="path">The type's place in the schema.</param>
    public string NameType(string wanted, string path)
    {
        string name = TypeNames.Take(wanted, path);
        Types.Reserve(name);
        return name;
    }

    /// <summary>
    /// Puts off what a type consists of until the type that refers to it is bound: a chain of types, however long, must
    /// not be a chain of calls.
    /// </summary>
    public void BindLater(Action bind) => _later.Enqueue(bind);

    public void BindWhatWasPutOff()
    {
        while (_later.Count > 0)
            _later.Dequeue().Invoke();
    }
}
