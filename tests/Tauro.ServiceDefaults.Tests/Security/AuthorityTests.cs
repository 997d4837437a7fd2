using Tauro.ServiceDefaults.Security;

namespace Tauro.ServiceDefaults.Tests.Security;

public sealed class AuthorityTests
{
    [Theory]
    [InlineData("localhost", "localhost", null), InlineData("localhost:5080", "localhost", 5080)]
    [InlineData("localhost.", "localhost", null), InlineData("a.test.:80", "a.test", 80)]
    [InlineData("localhost:", "localhost", null), InlineData("[::1]", "[::1]", null), InlineData("[::]:1", "[::]", 1)]
    public void A_name_and_a_port_are_read(string value, string name, int? port)
    {
        Assert.True(Authority.TryParse(value, out var authority));
        Assert.Equal(new Authority(name, port), authority);
    }

    [Theory]
    [InlineData(""), InlineData(":80"), InlineData("[]"), InlineData("[::1"), InlineData("[::1].evil")]
    [InlineData("[::1]@evil.test"), InlineData("a/b"), InlineData("a:\u0663"), InlineData("a::1"), InlineData("a:+1")]
    [InlineData("a:123456"), InlineData("b\u00fccher.test"), InlineData("[localhost]"), InlineData("a b")]
    public void Anything_else_is_not_an_authority(string value) => Assert.False(Authority.TryParse(value, out _));
}
