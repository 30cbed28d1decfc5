using Agent;
using AgentBay.Typed.Local;
using AgentBay.Typed.Mcp;
using Microsoft.Extensions.AI;

// An agent that works in a sandbox. The loop is Microsoft.Extensions.AI's; the model is a script, so that no key is
// needed: put any other IChatClient in its place.
await using LocalBay local = await LocalBay.StartAsync();
using AgentBayClient bay = local.CreateClient();
await using Session<LinuxLatest> session = await bay.CreateSessionAsync<LinuxLatest>();

// Two of the image's groups, as the model sees them: names, descriptions and schemas of the capture.
IReadOnlyList<AIFunction> functions = session.Tools.AsAIFunctions(
    typeof(LinuxLatest.IFileSystemTools), typeof(LinuxLatest.ICommandTools));
Console.WriteLine($"The model may call {string.Join(", ", functions.Select(static function => function.Name))}.");

using IChatClient chat = new ScriptedModel().AsBuilder().UseFunctionInvocation().Build();
ChatOptions options = new() { Tools = [.. functions] };
List<ChatMessage> history = [new(ChatRole.User, "How many primes are there below 100? Work it out in the sandbox.")];

while (true)
{
    ChatResponse response = await chat.GetResponseAsync(history, options);
    history.AddRange(response.Messages);

    // Tools that may overwrite or delete come as a question first. A program with a user asks the user.
    ToolApprovalRequestContent[] requests = [.. response.Messages.SelectMany(static message => message.Contents).OfType<ToolApprovalRequestContent>()];
    if (requests.Length == 0)
    {
        Console.WriteLine($"The model says: {response.Text}");
        return 0;
    }

    foreach (ToolApprovalRequestContent request in requests)
        Console.WriteLine($"Approved: {((FunctionCallContent)request.ToolCall).Name}");
    history.Add(new ChatMessage(ChatRole.User, [.. requests.Select(static request => request.CreateResponse(approved: true))]));
}
