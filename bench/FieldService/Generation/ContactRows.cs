namespace DataHound.Bench.FieldService.Generation;

/// <summary>Writes calls, text messages and memberships.</summary>
internal sealed class ContactRows(Chance chance, ExportWriter calls, ExportWriter messages, ExportWriter memberships)
{
    private readonly Mess _mess = new(chance);
    private readonly RowKeys _callKeys = new(chance, calls);
    private readonly RowKeys _messageKeys = new(chance, messages);
    private readonly RowKeys _membershipKeys = new(chance, memberships);
    private long _lastCall = 300_000;
    private long _lastMessage = 70_000;
    private long _lastMembership = 610_000;

    public void WriteCall(Customer customer)
    {
        _callKeys.Key(++_lastCall);
        if (chance.Once(800))
            _mess.Nothing(calls);
        else
            _mess.Reference(calls, customer.Id);
        if (!_callKeys.SpoilsRequired())
            _mess.StampOrSerial(calls, Calendar.Any(chance));
        _mess.Text(calls, chance.Pick(Vocabulary.Directions));
        _mess.Phone(calls, customer.OtherPhone is { } other && chance.Once(3_000) ? other : customer.Phone);
        _mess.Text(calls, chance.Pick(Vocabulary.CallTypes));
        _callKeys.EndRow();
    }

    public void WriteMessage(Customer customer)
    {
        _messageKeys.Key(++_lastMessage, "S"u8);
        _mess.Phone(messages, customer.Phone);
        if (!_messageKeys.SpoilsRequired())
            _mess.Stamp(messages, Calendar.Any(chance));
        messages.Cell(chance.Pick(Vocabulary.Directions));
        messages.Cell(chance.Pick(Vocabulary.Messages));
        _messageKeys.EndRow();
    }

    public void WriteMembership(Customer customer)
    {
        var start = Calendar.Any(chance).Date;
        _membershipKeys.Key(++_lastMembership);
        _mess.Reference(memberships, customer.Id);
        memberships.Cell(chance.Pick(Vocabulary.MembershipNames));
        _mess.Text(memberships, chance.Pick(Vocabulary.MembershipStatuses));
        _mess.MonthFirstDay(memberships, start);
        _mess.MonthFirstDay(memberships, start.AddYears(1));
        _membershipKeys.EndRow();
    }
}
