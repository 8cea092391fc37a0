using System.Reflection;
using ChatOps.Approvals;
using MediatR;

namespace ChatOps.Tests.Conventions;

/// <summary>Every request says who may send it, and has one handler beside it.</summary>
public sealed class RequestTests
{
    private static readonly IReadOnlyList<Type> Types = typeof(Program).Assembly.GetTypes();

    public static TheoryData<Type> Requests => [.. Types.Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(IBaseRequest)))];

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_declares_who_may_send_it(Type request) =>
        Assert.True(Enum.IsDefined(request.GetCustomAttribute<AuthorizeAttribute>()?.Who ?? default), $"{request} declares nobody who may send it.");

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_carries_what_its_rule_looks_at(Type request) => Assert.True(
        request.IsAssignableTo(request.GetCustomAttribute<AuthorizeAttribute>()?.Who == Who.FullMembers ? typeof(IByMember) : typeof(IByPerson)));

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_has_one_handler_in_its_own_file(Type request)
    {
        var handler = Assert.Single(Types, t => t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>) && i.GetGenericArguments()[0] == request));
        Assert.Equal(request, handler.DeclaringType);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_lies_in_a_file_of_its_name(Type request) =>
        Assert.True(Repository.Has($"src/{request.Namespace!.Replace('.', '/')}/{request.Name}.cs"), request.FullName);

    [Fact]
    public void There_are_requests() => Assert.True(Requests.Count >= 10);
}
