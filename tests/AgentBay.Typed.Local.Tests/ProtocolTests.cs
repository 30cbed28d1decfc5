using System.Net;
using System.Text;
using System.Text.Json;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>How a call looks on the wire, whatever the action.</summary>
public sealed class ProtocolTests(BestBay fixture) : IClassFixture<BestBay>
{
    private readonly LocalBay _bay = fixture.Bay;
    private readonly Wire _wire = fixture.Wire;

    [Fact]
    public async Task A_success_comes_in_the_services_envelope()
    {
        var answer = await _wire.CallAsync("ListSession", ("Labels", "{}"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(Guid.TryParse(answer.Body.GetProperty("RequestId").GetString(), out _));
        Assert.Equal(200, answer.Body.GetProperty("HttpStatusCode").GetInt32());
        Assert.Equal("ok", answer.Code);
        Assert.True(answer.Body.GetProperty("Success").GetBoolean());
    }

    [Fact]
    public async Task Each_answer_has_a_request_id_of_its_own()
    {
        var one = await _wire.CallAsync("ListSession");
        var two = await _wire.CallAsync("ListSession");

        Assert.NotEqual(one.Body.GetProperty("RequestId").GetString(), two.Body.GetProperty("RequestId").GetString());
    }

    [Fact]
    public async Task Parameters_are_taken_from_the_query_too()
    {
        var session = await _wire.CreateSessionAsync();
        using var form = Wire.Form(("Authorization", _bay.ApiKey));

        Assert.Equal(HttpStatusCode.OK, (await _wire.PostAsync($"/?Action=GetSessionDetail&SessionId={session.Id}", form)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _wire.PostAsync($"/?Action=GetSessionDetail&SessionId={session.Id}&Authorization=Bearer%20{_bay.ApiKey}", null)).Status);
    }

    [Fact]
    public async Task A_get_without_a_body_works()
    {
        using var response = await _wire.Http.GetAsync(new Uri($"/?Action=ListMcpTools&ImageId=code_latest&Authorization={_bay.ApiKey}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_action_may_come_in_the_header()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/", UriKind.Relative)) { Content = Wire.Form(("Authorization", _bay.ApiKey)) };
        request.Headers.Add("x-acs-action", "ListSession");

        using var response = await _wire.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Chunked_bodies_with_percent_encoded_spaces_are_read()
    {
        var body = $"Authorization=Bearer%20{_bay.ApiKey}&Labels=%7B%22p%22%3A%22a%20b+c%22%7D&Unknown=&AutoGenSession=False";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/?Action=CreateMcpSession", UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.TransferEncodingChunked = true;

        using var response = await _wire.Http.SendAsync(request);

        var id = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("Data").GetProperty("SessionId").GetString()!;
        var labels = await _wire.CallAsync("GetLabel", ("SessionId", id));
        Assert.Equal("""{"p":"a b c"}""", labels.Data.GetProperty("Labels").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer wrong")]
    [InlineData("wrong")]
    public async Task A_wrong_key_is_401_before_anything_else(string authorization)
    {
        using var form = Wire.Form(("Authorization", authorization));

        var answer = await _wire.PostAsync("/?Action=NoSuchAction", form);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("InvalidApiKey", answer.Code);
        Assert.NotEmpty(answer.Body.GetProperty("RequestId").GetString()!);
        Assert.Equal(401, answer.Body.GetProperty("HttpStatusCode").GetInt32());
        Assert.False(answer.Body.GetProperty("Success").GetBoolean());
    }

    [Fact]
    public async Task An_action_that_is_not_there_says_so_in_the_services_code()
    {
        var answer = await _wire.CallAsync("InventSomething");

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidAction.NotFound"), (answer.Status, answer.Code));
        Assert.Contains("InventSomething", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_without_an_action_names_what_is_missing()
    {
        using var form = Wire.Form(("Authorization", _bay.ApiKey));

        var answer = await _wire.PostAsync("/", form);

        Assert.Equal((HttpStatusCode.BadRequest, "MissingParameter", "The parameter Action is required."), (answer.Status, answer.Code, answer.Message));
    }

    [Theory]
    [InlineData("GetSession", "SessionId")]
    [InlineData("GetSessionDetail", "SessionId")]
    [InlineData("GetMcpResource", "SessionId")]
    [InlineData("DeleteSessionAsync", "SessionId")]
    [InlineData("ReleaseMcpSession", "SessionId")]
    [InlineData("PauseSessionAsync", "SessionId")]
    [InlineData("ResumeSessionAsync", "SessionId")]
    [InlineData("RefreshSessionIdleTime", "SessionId")]
    [InlineData("CallMcpTool", "SessionId")]
    [InlineData("GetLink", "SessionId")]
    [InlineData("SetLabel", "SessionId")]
    [InlineData("GetLabel", "SessionId")]
    [InlineData("SyncContext", "SessionId")]
    [InlineData("GetContextInfo", "SessionId")]
    [InlineData("DeleteContextFile", "ContextId")]
    [InlineData("GetContextFileDownloadUrl", "ContextId")]
    [InlineData("GetContextFileUploadUrl", "ContextId")]
    [InlineData("DescribeContextFiles", "ContextId")]
    [InlineData("ClearContext", "Id")]
    [InlineData("DeleteContext", "Id")]
    [InlineData("ModifyContext", "Id")]
    [InlineData("GetContext", "Name")]
    [InlineData("DescribeSessionContexts", "SessionId")]
    [InlineData("BindContexts", "SessionId")]
    [InlineData("GetAndLoadInternalContext", "SessionId")]
    public async Task A_missing_parameter_is_named(string action, string parameter)
    {
        var answer = await _wire.CallAsync(action);

        Assert.Equal((HttpStatusCode.BadRequest, "MissingParameter", $"The parameter {parameter} is required."), (answer.Status, answer.Code, answer.Message));
    }

    [Theory]
    [InlineData("GetSession")]
    [InlineData("GetSessionDetail")]
    [InlineData("GetMcpResource")]
    [InlineData("DeleteSessionAsync")]
    [InlineData("ReleaseMcpSession")]
    [InlineData("PauseSessionAsync")]
    [InlineData("ResumeSessionAsync")]
    [InlineData("RefreshSessionIdleTime")]
    [InlineData("CallMcpTool")]
    [InlineData("GetLink")]
    [InlineData("SetLabel")]
    [InlineData("GetLabel")]
    [InlineData("SyncContext")]
    [InlineData("GetContextInfo")]
    [InlineData("DescribeSessionContexts")]
    [InlineData("BindContexts")]
    [InlineData("GetAndLoadInternalContext")]
    public async Task A_session_that_is_not_there_is_the_services_400(string action)
    {
        var answer = await _wire.CallAsync(action, ("SessionId", "s-nobody"));

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidMcpSession.NotFound", "Resource [McpSession] is not found."), (answer.Status, answer.Code, answer.Message));
    }

    [Fact]
    public async Task Another_path_or_method_is_a_json_error()
    {
        using var path = await _wire.Http.GetAsync(new Uri("/elsewhere", UriKind.Relative));
        using var method = await _wire.Http.DeleteAsync(new Uri("/", UriKind.Relative));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed), (path.StatusCode, method.StatusCode));
        Assert.Equal("InvalidPath", JsonElement.Parse(await path.Content.ReadAsStringAsync()).GetProperty("Code").GetString());
        Assert.Equal("UnsupportedHTTPMethod", JsonElement.Parse(await method.Content.ReadAsStringAsync()).GetProperty("Code").GetString());
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_a_json_error_that_reaches_a_client_which_sends_all_of_it_first()
    {
        using var body = new StringContent($"Args={new string('x', 129 * 1024 * 1024)}", Encoding.UTF8, "application/x-www-form-urlencoded");

        using var response = await _wire.Http.PostAsync(new Uri("/?Action=CallMcpTool", UriKind.Relative), body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("InvalidRequest", JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("Code").GetString());
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_a_json_error()
    {
        using var body = new StringContent($"{new string('x', 5000)}=1", Encoding.UTF8, "application/x-www-form-urlencoded");

        var answer = await _wire.PostAsync("/?Action=ListSession", body);

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidRequest"), (answer.Status, answer.Code));
    }
}
