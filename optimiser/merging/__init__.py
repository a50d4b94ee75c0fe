"""Two people's changes to one workbook put together: what differs (`three_way`), and one workbook that holds it all (`writing`)."""
