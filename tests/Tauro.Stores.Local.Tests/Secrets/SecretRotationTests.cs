using System.Security.Cryptography;
using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Policies;
using Tauro.Stores.Local.Policies;
using Tauro.Stores.Local.Rotation;
using Tauro.Stores.Local.Secrets;
using Tauro.Stores.Local.Tests.History;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Webhooks;
using Tauro.Stores.Secrets;
using Tauro.Stores.Webhooks;

namespace Tauro.Stores.Local.Tests.Secrets;

public sealed class SecretRotationTests : IDisposable
{
    private const string Key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private const string OwnKey = "webhooks.key";
    private const string WebhookSecret = "of the webhook";
    private const string HookSecret = "of the hook";

    // Two versions of a policy have the secret of their hook each.
    private const int Secrets = 3;

    private readonly string keyFile = Path.GetTempFileName();

    public void Dispose() => File.Delete(keyFile);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_at_any_operation_of_a_rotation_loses_no_secret(bool isProvided)
    {
        var provided = isProvided ? keyFile : null;
        await File.WriteAllTextAsync(keyFile, NewKey());
        var disk = new SimulatedDisk();
        WebhookId webhook;
        List<SimulatedDisk> crashed = [];
        await using (var folder = TrailFolder.Open(disk)) webhook = await Create(folder);
        await using (var folder = TrailFolder.Open(disk, secretsKeyFile: provided))
        {
            disk.Changed = changed => crashed.AddRange(
                [changed.Crash(CrashMode.DropUnsynced), changed.Crash(CrashMode.Random, crashed.Count)]);
            Assert.Equal(Secrets, (await Rotate(folder)).Encrypted);
            disk.Changed = null;
        }

        Assert.InRange(crashed.Count, 10, int.MaxValue);
        foreach (var after in crashed)
        {
            await using var folder = TrailFolder.Open(after, secretsKeyFile: provided);
            await RequireReadable(folder, webhook);
            var result = await Rotate(folder);
            Assert.Equal((Secrets, 0), (result.Encrypted, result.Unreadable.Count));
            await RequireReadable(folder, webhook);
            Assert.Equal(!isProvided, after.FileExists(OwnKey));
            Assert.False(after.FileExists($"{OwnKey}.tmp"));
        }
    }

    [Fact]
    public async Task After_a_rotation_the_old_key_decrypts_nothing()
    {
        var disk = new SimulatedDisk();
        byte[] old;
        WebhookId webhook;
        await using (var folder = TrailFolder.Open(disk))
        {
            webhook = await Create(folder);
            old = disk.Bytes(OwnKey);
            await Rotate(folder);
            await RequireReadable(folder, webhook);
            Assert.Equal(old.Length, disk.Bytes(OwnKey).Length);
        }

        disk.Damage(OwnKey, old);
        await using var stolen = TrailFolder.Open(disk);
        Assert.Null(TrailFolder.Ok(await Webhooks(stolen).Get(webhook)).Secret);
        var result = await Rotate(stolen);
        Assert.Equal(0, result.Encrypted);
        // Nothing reads the secrets of a policy's older versions.
        Assert.Equal(["policies/gate/versions/2", $"webhooks/{webhook}"], result.Unreadable);
    }

    [Fact]
    public async Task The_trail_says_whose_secrets_were_rotated_and_shows_none()
    {
        await using var folder = TrailFolder.Open();
        var webhook = await Create(folder);
        var before = await folder.Trail.GetCheckpoint();

        await Rotate(folder);

        var entries = (await TrailReplay.ReadAll(folder.Trail))
            .Where(entry => entry.Sequence > before.Sequence).ToList();
        Assert.Equal(
            [$"webhooks/{webhook}", "policies/gate/versions/1", "policies/gate/versions/2"],
            entries.Select(entry => entry.Resource));
        Assert.All(entries, entry => Assert.Equal("rotate-secrets", entry.Actor.Name));
        Assert.All(entries, entry => Assert.DoesNotContain(
            "aes-256-gcm", JsonSerializer.Serialize(entry), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_first_key_of_a_provided_file_encrypts_and_all_decrypt()
    {
        var (first, second) = (NewKey(), NewKey());
        var disk = new SimulatedDisk();
        WebhookId webhook;
        await using (var folder = TrailFolder.Open(disk)) webhook = await Create(folder);

        // From the folder's own key to a provided one, and from that to the next.
        foreach (var keys in new[] { first, $"{second}\n{first}\n" })
        {
            await File.WriteAllTextAsync(keyFile, keys);
            await using (var folder = TrailFolder.Open(disk, secretsKeyFile: keyFile))
            {
                await RequireReadable(folder, webhook);
                Assert.Equal(Secrets, (await Rotate(folder)).Encrypted);
            }

            Assert.False(disk.FileExists(OwnKey));
        }

        await File.WriteAllTextAsync(keyFile, second);
        await using (var folder = TrailFolder.Open(disk, secretsKeyFile: keyFile))
        {
            await RequireReadable(folder, webhook);
        }

        await File.WriteAllTextAsync(keyFile, first);
        await using var last = TrailFolder.Open(disk, secretsKeyFile: keyFile);
        Assert.Null(TrailFolder.Ok(await Webhooks(last).Get(webhook)).Secret);
    }

    [Theory]
    [InlineData("", "It has no key.")]
    [InlineData("\n \n", "It has no key.")]
    [InlineData("0123456789abcdef0123456789abcdef", "Line 1 is not a key.")]
    [InlineData("\n" + Key + "\n" + Key + "0", "Line 3 is not a key.")]
    [InlineData(null, "It can't be read: Could not find file")]
    public async Task A_file_without_keys_is_refused_and_not_shown(string? content, string reason)
    {
        if (content is null) File.Delete(keyFile);
        else await File.WriteAllTextAsync(keyFile, content);

        var refused = Assert.Throws<SettingException>(() => SecretKeyFile.Read(keyFile));

        Assert.StartsWith($"LocalStore:SecretsKeyFile is '{keyFile}'. {reason}", refused.Message);
        foreach (var line in content?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [])
            if (line.Length > 1) Assert.DoesNotContain(line, refused.Message);
    }

    [Fact]
    public void A_folder_and_a_file_that_is_too_large_are_refused()
    {
        Refused(Path.GetTempPath(), "a directory, not a file");
        File.WriteAllText(keyFile, string.Concat(Enumerable.Repeat(Key + "\n", 2_000)));
        Refused(keyFile, "the limit is 65536");

        void Refused(string path, string reason) =>
            Assert.Contains(reason, Assert.Throws<SettingException>(() => SecretKeyFile.Read(path)).Message);
    }

    [Fact]
    public void The_file_may_be_behind_links_as_in_a_mounted_secret()
    {
        var folder = Directory.CreateTempSubdirectory("tauro-keys-");
        try
        {
            var data = folder.CreateSubdirectory("..2026");
            File.WriteAllText(Path.Combine(data.FullName, "tauro.key"), "\uFEFF" + Key + "\r\n");
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "..data"), "..2026");
            var link = Path.Combine(folder.FullName, "tauro.key");
            File.CreateSymbolicLink(link, Path.Combine("..data", "tauro.key"));

            Assert.Equal([Key], SecretKeyFile.Read(link));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<WebhookId> Create(TrailFolder folder)
    {
        PolicyRule hook = new() { Type = PolicyRuleType.Hook, Url = "https://example.com/", Secret = HookSecret };
        foreach (var description in new[] { "first", "second" })
            TrailFolder.Ok(await Policies(folder).SetPolicy(
                "gate", new NewPolicy(PolicyGate.Production, [hook], Description: description)));
        return TrailFolder.Ok(await Webhooks(folder).Create(new NewWebhook(
            "w", "https://example.com/", ["model_version.created"], null, WebhookSecret, true))).WebhookId;
    }

    private static async Task RequireReadable(TrailFolder folder, WebhookId webhook)
    {
        Assert.Equal(WebhookSecret, TrailFolder.Ok(await Webhooks(folder).Get(webhook)).Secret);
        foreach (var version in new[] { 1, 2 })
            Assert.Equal(HookSecret, TrailFolder.Ok(await Policies(folder).GetHookSecret("gate", version, 0)));
    }

    private static Task<RotatedSecrets> Rotate(TrailFolder folder) =>
        new SecretRotator(folder.Engine, folder.Keys).Run();

    private static LocalWebhookStore Webhooks(TrailFolder folder) => new(folder.Engine, folder.Keys, Entropy.System);

    private static LocalPolicyStore Policies(TrailFolder folder) => new(folder.Engine, folder.Keys, Entropy.System);

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
