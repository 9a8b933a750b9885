// What the person said in their own words, and whether they let it go on to others.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator
import "../components"

Column {
    id: quotes

    required property PacketView packet

    visible: list.count > 0
    spacing: 12

    Say { kind: "strong"; text: qsTr("after.own_words") }
    Say { width: parent.width; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("after.own_words_note") }

    Repeater {
        id: list

        model: quotes.packet.quotes

        Column {
            id: quote

            required property string key
            required property string told
            required property string at
            required property string leave

            width: quotes.width
            spacing: 8

            Say { width: parent.width; wrapMode: Text.Wrap; text: quote.at + "  “" + quote.told + "”" }
            Segmented { objectName: "quote." + quote.key; label: quote.told; options: quotes.packet.leaves; current: quote.leave; onPicked: leave => quotes.packet.set_leave(quote.key, leave) }
        }
    }
}
