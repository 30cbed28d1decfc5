using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>What a session in bubblewrap cannot do.</summary>
public sealed class IsolationTests(BestBay fixture) : IClassFixture<BestBay>
{
    private Task<WireSession> NewSessionAsync() => fixture.Wire.CreateSessionAsync();

    [BubblewrapFact]
    public void The_bay_says_that_it_is_isolated() => Assert.True(fixture.Bay.IsIsolated);

    [BubblewrapFact]
    public async Task Home_and_tmp_are_the_sessions_own()
    {
        var hostFile = Path.Combine(Path.GetTempPath(), $"localbay-test-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(hostFile, "x");
        try
        {
            var (one, two) = (await NewSessionAsync(), await NewSessionAsync());

            Assert.Equal("/home/wuying", await one.OutputAsync("pwd; touch mine /tmp/mine"));
            Assert.Equal("", await two.OutputAsync("ls /home/wuying /tmp | grep mine; true"));
            Assert.Equal("", await one.OutputAsync("ls /tmp | grep localbay; true"));
            Assert.Equal("[FILE] mine", await one.TextAsync("list_directory", new { path = "/tmp" }));
        }
        finally
        {
            File.Delete(hostFile);
        }
    }

    [BubblewrapFact]
    public async Task Nothing_but_home_and_tmp_can_be_written()
    {
        var session = await NewSessionAsync();

        Assert.Contains("Read-only file system", (await session.ShellAsync("touch /etc/x")).Stderr, StringComparison.Ordinal);
        Assert.Equal("Read-only file system: /etc/x", await session.ErrorAsync("write_file", new { path = "/etc/x", content = "x" }));
        Assert.Equal("Read-only file system: /etc/new", await session.ErrorAsync("create_directory", new { path = "/etc/new/inner" }));
        Assert.Equal("Read-only file system: /etc/passwd", await session.ErrorAsync("delete_file", new { path = "/etc/passwd" }));
        Assert.Equal("Read-only file system: /etc/passwd", await session.ErrorAsync("move_file", new { source = "/etc/passwd", destination = "/tmp/p" }));
        Assert.Equal("Read-only file system: /usr/f", await session.ErrorAsync("move_file", new { source = await NewFileAsync(session), destination = "/usr/f" }));
        Assert.Contains("Read-only file system", await session.ErrorAsync("edit_file", new { path = "/etc/passwd", edits = new[] { new { oldText = "root", newText = "toor" } } }), StringComparison.Ordinal);
    }

    [BubblewrapFact]
    public async Task The_homes_of_the_machines_people_are_hidden()
    {
        var session = await NewSessionAsync();
        var userHome = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        Assert.Equal("", await session.OutputAsync($"ls -A /root /run /var/tmp {userHome} | grep -v ':$' | grep -v '^$'; true"));
        Assert.Equal("wuying", await session.OutputAsync("ls -A /home"));
        Assert.Contains("No such file or directory", await session.ErrorAsync("read_file", new { path = $"{userHome}/.bashrc" }), StringComparison.Ordinal);
    }

    [BubblewrapFact]
    public async Task The_machines_other_processes_are_hidden()
    {
        var session = await NewSessionAsync();

        var processes = await session.OutputAsync("cat /proc/[0-9]*/comm");

        Assert.DoesNotContain("dotnet", processes, StringComparison.Ordinal);
        Assert.DoesNotContain("testhost", processes, StringComparison.Ordinal);
        Assert.Equal("", await session.OutputAsync("grep -ls AGENTBAY_API_KEY /proc/[0-9]*/environ; true"));
    }

    [BubblewrapFact]
    public async Task Two_sessions_do_not_see_each_others_processes()
    {
        var (one, two) = (await NewSessionAsync(), await NewSessionAsync());
        await one.OutputAsync("sleep 4321 > /dev/null 2>&1 &");

        Assert.Equal("", await two.OutputAsync("grep -lsa 4321 /proc/[0-9]*/cmdline | grep -v self | while read f; do grep -qa '^sleep' $f && echo $f; done; true"));
    }

    [BubblewrapFact]
    public async Task Commands_have_no_capability_and_cannot_undo_the_mounts()
    {
        var session = await NewSessionAsync();

        Assert.Equal("0000000000000000", await session.OutputAsync("grep CapEff /proc/self/status | cut -f 2"));
        Assert.True((await session.ShellAsync("mount -o remount,rw,bind /")).IsError);
        Assert.True((await session.ShellAsync("umount /home || umount /root")).IsError);
        Assert.True((await session.ShellAsync("unshare -Urm sh -c 'mount -o remount,rw,bind / && touch /etc/localbay-was-here'")).IsError);
        Assert.False(File.Exists("/etc/localbay-was-here"));
    }

    [BubblewrapFact]
    public async Task Kernel_settings_cannot_be_written()
    {
        var session = await NewSessionAsync();

        Assert.Equal("", await session.OutputAsync("find /proc/sys/kernel /proc/sysrq-trigger /proc/sys/vm -writable 2>/dev/null | head -3"));
    }

    [BubblewrapTheory]
    [InlineData("ln -s /etc/hostname trap", "trap")]
    [InlineData("ln -s / trap", "trap/etc/hostname")]
    [InlineData("ln -s ../../../../../../../../etc trap", "trap/hostname")]
    [InlineData("ln -s /proc/1/root trap", "trap/etc/hostname")]
    [InlineData("mkdir d; ln -s /etc d/e; ln -s d/e trap", "trap/hostname")]
    [InlineData("true", "/tmp/../../../etc/hostname")]
    public async Task A_planted_link_cannot_make_a_tool_write_outside(string plant, string path)
    {
        var session = await NewSessionAsync();
        var before = await File.ReadAllTextAsync("/etc/hostname");
        await session.OutputAsync(plant);

        await session.ErrorAsync("write_file", new { path, content = "owned" });
        await session.ErrorAsync("write_file", new { path, content = "owned", mode = "append" });
        await session.ErrorAsync("edit_file", new { path, edits = new[] { new { oldText = before[..1], newText = "owned" } } });

        Assert.Equal(before, await File.ReadAllTextAsync("/etc/hostname"));
    }

    [BubblewrapFact]
    public async Task A_planted_link_cannot_make_a_tool_read_what_is_hidden()
    {
        var secret = Path.Combine(Path.GetTempPath(), $"localbay-test-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(secret, "secret");
        try
        {
            var session = await NewSessionAsync();
            await session.OutputAsync($"ln -s {secret} file; ln -s / root; ln -s /proc/self/environ environment; ln -s /proc/self/root/root proc");

            foreach (var path in new[] { secret, "file", $"root{secret}", $"../../../../../..{secret}", "environment", "/proc/self/environ", $"proc{secret}", $"/proc/self/root{secret}", $"/proc/self/cwd/../{secret}" })
                Assert.DoesNotContain("secret", await session.ErrorAsync("read_file", new { path }), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [BubblewrapFact]
    public async Task An_absolute_link_leads_where_the_session_would_find_it()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("echo mine > /tmp/f; ln -s /tmp/f link; ln -s /home/wuying /tmp/home");

        Assert.Equal("mine\n", await session.TextAsync("read_file", new { path = "link" }));
        await session.TextAsync("write_file", new { path = "/tmp/home/new", content = "x" });
        Assert.Equal("x", await session.OutputAsync("cat /home/wuying/new"));
    }

    [BubblewrapFact]
    public async Task A_planted_link_is_moved_and_deleted_itself()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("ln -s /etc/hostname link; ln -s /etc dir");

        await session.TextAsync("move_file", new { source = "link", destination = "moved" });
        await session.TextAsync("delete_file", new { path = "moved" });
        Assert.Equal("Read-only file system: /etc/hostname", await session.ErrorAsync("delete_file", new { path = "dir/hostname" }));
        Assert.Equal("Read-only file system: /etc/f", await session.ErrorAsync("move_file", new { source = await NewFileAsync(session), destination = "dir/f" }));

        Assert.True(File.Exists("/etc/hostname"));
    }

    [BubblewrapFact]
    public async Task Links_that_are_swapped_all_the_time_never_lead_outside()
    {
        var outside = Directory.CreateTempSubdirectory("localbay-test-").FullName;
        try
        {
            var session = await NewSessionAsync();
            await session.OutputAsync($"mkdir real; mkdir -p '/tmp/{outside}'; (while :; do rm -rf d; ln -s {outside} d; rm -f d; mkdir d; done) > /dev/null 2>&1 &");

            for (var i = 0; i < 200; i++) await session.ToolAsync("write_file", new { path = $"d/{i}", content = "x" });

            Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    [BubblewrapFact]
    public async Task A_loop_of_links_is_an_error()
    {
        var session = await NewSessionAsync();
        await session.OutputAsync("ln -s b a; ln -s a b");

        Assert.Contains("Too many levels of symbolic links", await session.ErrorAsync("read_file", new { path = "a" }), StringComparison.Ordinal);
    }

    [BubblewrapFact]
    public async Task The_mounts_themselves_cannot_be_moved_away()
    {
        var session = await NewSessionAsync();

        Assert.Equal("Device or resource busy: /tmp", await session.ErrorAsync("move_file", new { source = "/tmp", destination = "/home/wuying/t" }));
    }

    [BubblewrapFact]
    public async Task A_root_directory_elsewhere_is_hidden_too()
    {
        var root = Path.Combine(AppContext.BaseDirectory, $"bay-{Guid.NewGuid():N}");
        try
        {
            await using var bay = await LocalBay.StartAsync(new LocalBayOptions { RootDirectory = root });
            using var wire = new Wire(bay);
            var session = await wire.CreateSessionAsync();

            // Empty where it is a mount of its own, absent where the checkout lies under a directory that is hidden anyway.
            Assert.Equal("", await session.OutputAsync($"ls -A {root} 2>/dev/null; true"));
            Assert.Contains("No such file or directory", await session.ErrorAsync("list_directory", new { path = root }), StringComparison.Ordinal);
            Assert.Equal("ok", await session.OutputAsync("echo ok > f; cat f"));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<string> NewFileAsync(WireSession session)
    {
        var path = $"/tmp/{Guid.NewGuid():N}";
        await session.TextAsync("write_file", new { path, content = "x" });
        return path;
    }
}
