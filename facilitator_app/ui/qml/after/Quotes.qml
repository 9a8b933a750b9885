// What the person said in their own words, and to whom they let it go: asked for each recipient.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator
import "../components"

Column {
    id: quotes

    required property PacketView packet

    visible: list.count > 0
    spacing: 16

    Say { kind: "strong"; text: qsTr("after.own_words") }
    Say { width: parent.width; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("after.own_words_note") }
    Say { objectName: "quotes.error"; visible: text !== ""; width: parent.width; wrapMode: Text.Wrap; color: Theme.attention; text: quotes.packet.asking.errors.leave ?? quotes.packet.asking.general }

    Repeater {
        id: list

        model: quotes.packet.quotes

        Column {
            id: quote

            required property string key
            required property string told
            required property string at
            required property string about
            required property var leaves

            width: quotes.width
            spacing: 8

            Say { width: parent.width; wrapMode: Text.Wrap; text: quote.at + "  “" + quote.told + "”" }
            Say { width: parent.width; visible: text !== ""; kind: "caption"; text: quote.about }

            Repeater {
                model: quote.leaves

                Flow {
                    id: row

                    required property var modelData

                    width: quote.width
                    spacing: 8

                    Say { width: Math.min(190, row.width); height: Theme.target; verticalAlignment: Text.AlignVCenter; wrapMode: Text.Wrap; text: row.modelData.text }
                    Segmented { objectName: "quote." + quote.key + "." + row.modelData.key; label: quote.told + ", " + row.modelData.text; options: quotes.packet.leaves; current: row.modelData.leave; onPicked: leave => quotes.packet.set_leave(quote.key, row.modelData.key, leave) }
                }
            }
        }
    }
}
