namespace Tauro.EndToEnd.Tests.Identity;

[CollectionDefinition(Name)]
public sealed class AccountCollection : ICollectionFixture<AccountStack>
{
    public const string Name = "account stack";
}
