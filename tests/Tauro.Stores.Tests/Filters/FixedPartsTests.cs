using Tauro.Stores.Filters;

namespace Tauro.Stores.Tests.Filters;

public sealed class FixedPartsTests
{
    [Theory]
    [InlineData("= 'a b'", "a b")]
    [InlineData("!= 'a'", "")]
    [InlineData("IN ('a')", "")]
    [InlineData("LIKE '%abc_d\\%e%%f'", "abc|d%e|f")]
    [InlineData("ILIKE 'Ab'", "Ab")]
    [InlineData("LIKE '%'", "")]
    [InlineData("NOT LIKE 'abc'", "")]
    [InlineData("RLIKE '^abc.*de+f$'", "abc|de|f")]
    [InlineData("RLIKE 'abc?d'", "ab|d")]
    [InlineData("RLIKE 'abx*cd'", "ab|cd")]
    [InlineData("RLIKE 'ab{2}cd'", "a|cd")]
    [InlineData("RLIKE 'x[a-c]yz[^]a]q'", "x|yz|q")]
    [InlineData("RLIKE 'a\\dbc\\.d'", "a|bc|d")]
    [InlineData("RLIKE 'abc|de'", "")]
    [InlineData("RLIKE 'abc{|xyz}'", "")]
    [InlineData("RLIKE 'q{(?i)}DEF'", "")]
    [InlineData("RLIKE 'a(bc)?d'", "")]
    [InlineData("RLIKE '(?i)abc'", "")]
    [InlineData("RLIKE 'abc\\x41'", "")]
    [InlineData("RLIKE 'a[\\]b]c'", "")]
    public void Every_match_contains_the_fixed_parts(string comparison, string expected)
    {
        var filter = FilterParser.Parse($"trace.text {comparison}", FilterVocabulary.Traces).Value!;

        Assert.Equal(expected, string.Join('|', FixedParts.Get(filter)));
    }
}
