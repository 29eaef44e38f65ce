namespace DataHound.Bench.FieldService.Generation;

/// <summary>Writes the customers' and their locations' exports.</summary>
internal sealed class CustomerRows(Chance chance, ExportWriter customers, ExportWriter locations)
{
    private readonly Mess _mess = new(chance);
    private readonly RowKeys _customerKeys = new(chance, customers);
    private readonly RowKeys _locationKeys = new(chance, locations);

    public void Write(Customer customer)
    {
        WriteCustomer(customer);
        WriteLocation(customer, customer.Home);
        if (customer.Second is { } second)
            WriteLocation(customer, second);
    }

    private void WriteCustomer(Customer customer)
    {
        _customerKeys.Key(customer.Id);
        _mess.Text(customers, customer.Name);
        customer.Home.WriteFull(customers);
        customers.Cell(customer.Home.Street);
        customers.Cell(customer.Home.City);
        _mess.Text(customers, "TX"u8.ToArray());
        customers.Cell().Add(customer.Home.Zip);
        _mess.Phones(customers, customer.Phone, customer.OtherPhone);
        customers.Cell().Add(customer.MailName).Add(customer.Index).Add("@example.com"u8);
        _mess.Flag(customers, 400);
        _mess.Flag(customers, 200);
        _mess.Flag(customers, 300);
        _mess.Money(customers, chance.Below(1_000_000));
        _customerKeys.EndRow();
    }

    private void WriteLocation(Customer customer, Place place)
    {
        _locationKeys.Key(place.LocationId);
        _mess.Reference(locations, customer.Id);
        _mess.Text(locations, customer.Name);
        place.WriteFull(locations);
        locations.Cell(place.City);
        locations.Cell("TX"u8);
        locations.Cell().Add(place.Zip);
        _mess.Phone(locations, customer.Phone);
        if (chance.Once(4_000))
            locations.Cell().Add(chance.Below(30));
        else
            _mess.Nothing(locations);
        _locationKeys.EndRow();
    }
}
